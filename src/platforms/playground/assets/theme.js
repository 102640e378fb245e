/* Sets the chosen theme before anything is painted; a plain script, because modules run too late for that. */
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('sous.theme');
  } catch {
    // storage is switched off in this browser: the system's own choice stands
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
})();
