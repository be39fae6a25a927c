/* A page whose connection comes back may meet a process that never knew it: the one before ended, or let the session
   go. Streamlit waits for the next act then, whose run would begin without view, scope and language; so the link that
   still stands in the address is shown at once, as when the visitor goes back. */
(() => {
  const kept = 100_000; // milliseconds that the server surely keeps a session that was left
  const settled = 300; // until Streamlit has taken the connection up
  let left = null;
  const arrive = (process) => setTimeout(() => {
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.kinerjaProcess = process;
  }, settled);
  const returned = async (away) => {
    const answer = await fetch(new URL("api/ready", window.__streamlit.BACKEND_BASE_URL));
    const { process } = await answer.json();
    if (away > kept || process !== window.kinerjaProcess) arrive(process);
  };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address, ...given) {
      super(address, ...given);
      if (!String(address).includes("/_stcore/stream")) return;
      this.addEventListener("open", () => {
        if (left !== null) returned(performance.now() - left).catch(() => arrive(null));
      });
      this.addEventListener("close", () => { left = performance.now(); });
    }
  };
})();
