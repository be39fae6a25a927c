/* A picture that leaves the page states what it is: its finding above, source, snapshot and filters below. Plotly draws
   the picture anew from the figure's layout, so that is dressed while its own button is pressed, and put back. */
(() => {
  const WIDTH = 1100, LINE = 130, SMALL = 160;
  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const folded = (words, most) => {
    const lines = [];
    for (const word of words.split(/\s+/)) {
      const last = lines.length - 1;
      if (last >= 0 && lines[last].length + word.length < most) lines[last] += ` ${word}`;
      else lines.push(word);
    }
    return lines.map(escaped);
  };
  const small = (lines) => lines.map((line) => `<span style="font-size:12px">${line}</span>`);

  function dressed(chart, origin) {
    const { _size: size, height, font } = chart._fullLayout;
    const title = origin.title ? folded(origin.title, LINE).map((line) => `<b>${line}</b>`) : [];
    const note = origin.note ? small(folded(origin.note, SMALL)) : [];
    const foot = origin.foot ? small(folded(origin.foot, SMALL)) : [];
    const above = title.length || note.length ? 22 * title.length + 17 * note.length + 34 : 0;
    const below = foot.length ? 17 * foot.length + 20 : 0;
    const left = { x: 0, xanchor: "left", align: "left", showarrow: false };
    const layout = {
      ...chart.layout,
      autosize: false,
      margin: { ...size, l: Math.max(size.l, 16), r: Math.max(size.r, 16), t: size.t + above, b: size.b + below, pad: 0 },
      annotations: [
        ...(chart.layout.annotations ?? []),
        { ...left, text: foot.join("<br>"), xref: "paper", xshift: 12 - Math.max(size.l, 16), yref: "paper", y: 0,
          yanchor: "top", yshift: -size.b - 6, font: { size: 12, color: font.color } },
      ],
    };
    if (above) {
      layout.title = { text: [...title, ...note].join("<br>"), x: 0, xref: "container", xanchor: "left",
                       y: 1 - 18 / (height + above + below), yref: "container", yanchor: "top", pad: { l: 12 },
                       automargin: false,
                       font: { size: 17, color: font.color } };
    }
    return { layout, height: height + above + below };
  }

  const wanted = new WeakMap();
  let copied = null;  // the button that asked for the next picture in the clipboard

  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-picture]");
    const chart = asked?.closest("[class*='st-key-chart_']")?.querySelector(".js-plotly-plot");
    const button = chart?.querySelector(".modebar-btn");
    if (!button) return;
    copied = asked.dataset.picture === "copy" && navigator.clipboard?.write ? asked : null;
    wanted.set(chart, asked.dataset.picture === "copy" ? "png" : asked.dataset.picture);
    button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });

  document.addEventListener("click", (event) => {
    const file = event.target.closest?.("a[download][href^='blob:']"), button = copied;
    if (!file || !button) return;
    event.preventDefault();
    copied = null;
    const made = fetch(file.href).then((answer) => answer.blob());
    navigator.clipboard.write([new ClipboardItem({ "image/png": made })]).then(() => told(button));
  }, true);

  /* The markup that shows a chart alone in another site: the present view, narrowed to it. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-embed]");
    if (!button) return;
    const page = new URL(location.href), height = button.closest("[class*='st-key-chart_']").offsetHeight + 60;
    page.searchParams.set("embed", "true");
    page.searchParams.set("only", button.dataset.embed);
    const frame = document.createElement("iframe");
    frame.src = page.href;
    frame.title = button.ariaLabel.replace(/^[^:]*: /, "");
    frame.width = "100%";
    frame.height = Math.round(height);
    frame.loading = "lazy";
    frame.style.border = "0";
    navigator.clipboard?.writeText(frame.outerHTML).then(() => told(button));
  });

  function told(button) {
    const words = button.textContent;
    if (words === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const chart = event.target.closest?.(".modebar-btn")?.closest(".js-plotly-plot");
    const options = chart?._context?.toImageButtonOptions;
    if (!options?.origin) return;
    const layout = chart.layout, kept = { ...options };
    const made = dressed(chart, options.origin);
    chart.layout = made.layout;
    Object.assign(options, { width: WIDTH, height: made.height, format: wanted.get(chart) ?? "png" });
    wanted.delete(chart);
    setTimeout(() => { chart.layout = layout; delete options.height; Object.assign(options, kept); });
  }, true);
})();
