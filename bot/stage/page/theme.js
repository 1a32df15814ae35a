// Runs before the first paint, so that a chosen theme never flashes the other one.
(() => {
  const chosen = localStorage.getItem("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const own = localStorage.getItem("theme");
    document.documentElement.dataset.theme = own ?? (dark.matches ? "dark" : "light");
  };
  if (chosen !== "dark" && chosen !== "light") localStorage.removeItem("theme");
  dark.addEventListener("change", apply);
  apply();
  window.setTheme = (theme) => {
    localStorage.setItem("theme", theme);
    apply();
  };
})();
