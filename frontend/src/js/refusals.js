// htmx leaves the page alone when the server refuses (4xx). In [data-swap-refusals] the answer is the same page saying
// why, with what was typed, or the sign-in page: it is shown.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!requestConfig?.elt?.closest("[data-swap-refusals]") || ![401, 403, 409, 422].includes(xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
