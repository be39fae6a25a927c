export default function ({ setTriggerValue }) {
  const follow = (event) => {
    const link = event.target.closest?.(".ka a[href^='/'], [data-testid='stCaptionContainer'] a[href*='topic=glossary']");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
