/* Keys typed while the grid takes the focus, or while the editor of a cell opens or closes, wait for it. A click gives the
   grid the focus a moment late: a key before that belongs to the cell, not to what had the focus. The grid opens the
   editor on the first key, on Enter or on a double click; until it stands (its script is fetched then, and a busy machine
   takes its time) each further key would open it anew, in place of the keys before. Those that waited are given to it in
   their order; an Enter or a Tab closes it, and what follows belongs to the next cell. */
(() => {
  const PATIENCE = 5000; // ms that an editor may take
  const ARRIVAL = 1000; // ms that the focus may take
  const STEP = 15;
  const SETTLED = 2; // steps that the grid needs to know where it is
  const GRID = "[data-testid='stDataFrame'] canvas";
  const OVER = "[data-testid='stDataFrame'] .dvn-scroller"; // lies over the canvas and takes what is pointed at
  const EDITOR = "#portal textarea, #portal input";
  const ENDS = ["Enter", "Tab"];
  const waiting = []; // keys that wait: [key, shift] each
  let turn = null; // "arriving", "opening" or "closing"; null while keys go where they are typed
  let until = 0;
  let steps = 0; // for which the editor has had the focus, or has been gone

  const isOnGrid = (element) => element instanceof Element && element.closest(GRID) !== null;
  const isOverGrid = (element) => element instanceof Element && element.closest(OVER) !== null;
  const isText = (key) => [...key].length === 1;

  function begin(next) {
    if (turn === null) setTimeout(step, STEP);
    [turn, until, steps] = [next, performance.now() + (next === "arriving" ? ARRIVAL : PATIENCE), 0];
  }

  function end() {
    turn = null;
    waiting.length = 0;
  }

  function press(element, [key, shiftKey]) {
    element.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
  }

  function pour(field) {
    if (!waiting.length) return end();
    if (ENDS.includes(waiting[0][0])) {
      press(field, waiting.shift());
      return begin("closing");
    }
    while (waiting.length && !ENDS.includes(waiting[0][0])) {
      const [key] = waiting.shift();
      if (isText(key)) document.execCommand("insertText", false, key);
      else document.execCommand("delete");
    }
  }

  function move(cell) {
    if (!waiting.length) return end();
    const [key, shift] = waiting.shift();
    press(cell, [key, shift]);
    if (isText(key) || key === "Enter") begin("opening");
  }

  function step() {
    const focused = document.activeElement;
    const isThere = turn === "opening" ? focused?.matches(EDITOR) : isOnGrid(focused) && !document.querySelector(EDITOR);
    steps = isThere ? steps + 1 : 0;
    if (steps > SETTLED) (turn === "opening" ? pour : move)(focused);
    if (performance.now() > until) end();
    if (turn !== null) setTimeout(step, STEP);
  }

  function hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push([event.key, event.shiftKey]);
  }

  window.addEventListener("keydown", (event) => {
    if (!event.isTrusted || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    const isEnd = ENDS.includes(key);
    if (turn !== null && (isText(key) || isEnd || key === "Backspace")) hold(event);
    else if (turn !== null && key !== "Shift") end();
    else if (isOnGrid(target) && (isText(key) || key === "Enter")) begin("opening");
    else if (target instanceof Element && target.matches(EDITOR) && isEnd) begin("closing");
  }, true);
  window.addEventListener("dblclick", (event) => { if (isOverGrid(event.target)) begin("opening"); }, true);
  window.addEventListener("pointerdown", (event) => {
    if (!isOverGrid(event.target)) return end();
    waiting.length = 0;
    begin("arriving");
  }, true);
})();
