/* Light or dark: the system's choice until one chooses. */
import { icon, kept } from './dom.js';

/** @param {HTMLButtonElement} button */
export function setUpTheme(button) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const isDark = () => (root.dataset['theme'] === undefined ? dark.matches : root.dataset['theme'] === 'dark');
  const draw = () => {
    const label = isDark() ? 'Switch to light' : 'Switch to dark';
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    kept.set('theme', root.dataset['theme']);
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
}
