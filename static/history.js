/* One act of the visitor, one step back. Streamlit adds an entry to the browser's history for the page and another
   for each parameter that the script writes into the link; only the first after an act is kept as a step of its own. */
(() => {
  let acted = false;
  for (const kind of ["pointerdown", "click", "keydown", "input"]) {
    window.addEventListener(kind, () => { acted = true; }, { capture: true, passive: true });
  }
  window.addEventListener("popstate", () => { acted = false; });
  const push = history.pushState;
  history.pushState = function (...given) {
    const step = acted ? push : history.replaceState;
    acted = false;
    return step.apply(this, given);
  };
})();
