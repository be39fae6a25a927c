/* Icons are words set in a font of icons. Until it is there, and where it never comes, they would be read as the words
   that they are, laid over what stands beside them: they stay unseen (ka.css) until the font is loaded. */
(() => {
  const FONT = "Material Symbols Rounded";
  const isHere = () => [...document.fonts].some((face) => face.family.includes(FONT) && face.status === "loaded");

  function tell() {
    if (!isHere()) return;
    document.documentElement.dataset.icons = "";
    document.fonts.removeEventListener("loadingdone", tell);
  }

  document.fonts.addEventListener("loadingdone", tell);
  tell();
})();
