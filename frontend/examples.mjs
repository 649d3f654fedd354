// Writes the example forms of @jsonforms/examples as data, for the tests that draw every one of them.
import { createRequire } from "node:module";
import { mkdir, writeFile } from "node:fs/promises";

const { getExamples } = createRequire(import.meta.url)("@jsonforms/examples");
const out = "node_modules/.cache/examples";
await mkdir(out, { recursive: true });
const examples = getExamples().map(({ name, schema, uischema, data }) => ({ name, schema, uischema, data }));
await writeFile(`${out}/jsonforms.json`, JSON.stringify(examples));
