"""One material as one matter demands it, with all that a clean-up rule may need to know around it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material, RequiredMaterial
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department, Region
from yichuang.definitions.share import DataShare

from .upstream import Upstream, upstream_of
from .wording import texts_of

Resolver = Callable[[str], Definition | None]


@dataclass(frozen=True)
class Demand:
    """A row of `materials` in a matter. `material` is None where its code leads nowhere."""

    matter: Matter
    index: int
    required: RequiredMaterial
    material: Material | None
    department: Department | None
    issuers: frozenset[str]
    """The department that issues the material, and those above it."""
    shares: tuple[DataShare, ...]
    """The entries of the share catalogue about this material in the matter's regions, in any state."""
    upstream: tuple[Upstream, ...]
    uses: str
    """What the matter's form, steps and conditions say, one text a line."""

    @property
    def name(self) -> str:
        """The material's name, or its code."""
        return self.material.name if self.material else self.required.material

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called."""
        if self.material is None:
            return ()
        return tuple(filter(None, (self.material.name, *self.material.synonyms, self.material.licence_type)))

    @property
    def standards(self) -> str:
        """What is said of the document itself, in the matter and in its own definition."""
        own = (self.material.accept_standard, self.material.source_explanation) if self.material else ()
        said = (self.required.accept_standard, self.required.condition, self.required.filling_notes, *own)
        return "\n".join(filter(None, said))


@dataclass(frozen=True)
class Around:
    """The definitions that a clean-up looks at besides the matters themselves."""

    resolve: Resolver
    shares: tuple[DataShare, ...]
    bundles: Mapping[str, tuple[Bundle, ...]]
    """Matter → the bundles that it is a member of."""
    departments: Mapping[str, str]
    """Name or short name of a department → its code."""

    @staticmethod
    def of(definitions: Iterable[Definition], resolve: Resolver, bundles: Iterable[Bundle] | None = None) -> Around:
        """All shares, bundles and departments there are; or only the bundles that are given."""
        known = list(definitions)
        names = {plain_name(name): each.code for each in known if isinstance(each, Department)
                 for name in (each.name, each.short_name) if name}
        members: dict[str, tuple[Bundle, ...]] = {}
        for bundle in (each for each in known if isinstance(each, Bundle)) if bundles is None else bundles:
            for member in bundle.members:
                members[member.matter] = (*members.get(member.matter, ()), bundle)
        return Around(resolve, tuple(each for each in known if isinstance(each, DataShare)), members, names)

    def demands(self, matter: Matter) -> Iterator[Demand]:
        """Each material that a matter demands."""
        department = self._department(matter.department)
        uses = texts_of(matter)
        for index, required in enumerate(matter.materials):
            found = self.resolve(required.material)
            material = found if isinstance(found, Material) else None
            yield Demand(matter, index, required, material, department, self._issuers(material),
                         tuple(self.shares_of(required.material, material, matter)),
                         tuple(self._upstream(matter, required)), uses)

    def shares_of(self, code: str, material: Material | None, matter: Matter) -> Iterator[DataShare]:
        """The shares about a material that hold in every region of a matter."""
        regions = [self.lineage(region, Region) for region in self._regions(matter)]
        for share in self.shares:
            if _gives(share, code, material) and _covers(share, regions):
                yield share

    def lineage(self, code: str | None, kind: type[Region] | type[Department]) -> frozenset[str]:
        """A region or department and all above it, by `parent`."""
        found: set[str] = set()
        while code is not None and code not in found:
            found.add(code)
            here = self.resolve(code)
            code = here.parent if isinstance(here, kind) else None
        return frozenset(found)

    def _department(self, code: str) -> Department | None:
        found = self.resolve(code)
        return found if isinstance(found, Department) else None

    def _regions(self, matter: Matter) -> tuple[str, ...]:
        if matter.districts:
            return matter.districts
        department = self._department(matter.department)
        return (department.region,) if department else ()

    def _issuers(self, material: Material | None) -> frozenset[str]:
        if material is None:
            return frozenset()
        named = self.departments.get(plain_name(material.issuer)) if material.issuer else None
        return self.lineage(material.issuer_department or named, Department)

    def _upstream(self, matter: Matter, required: RequiredMaterial) -> Iterator[Upstream]:
        for bundle in self.bundles.get(matter.code, ()):
            yield from upstream_of(bundle, matter.code, required, self.resolve)


def plain_name(name: str) -> str:
    """A name without blanks and without the mark of the demo."""
    return "".join(name.replace("（示例）", "").split())


def _gives(share: DataShare, code: str, material: Material | None) -> bool:
    licence = material.licence_type if material and share.mode == "e-cert" else None
    return code in share.materials or (licence is not None and licence == share.licence_type)


def _covers(share: DataShare, regions: Iterable[frozenset[str]]) -> bool:
    """Everywhere, or in every one of the regions. A matter whose region is unknown is nowhere in particular."""
    known = list(regions)
    return not share.regions or (bool(known) and all(lineage.intersection(share.regions) for lineage in known))
