/**
 * The house colors of pictures. Sources are written in light tones, as any viewer shows them; what is drawn has the night tone
 * of each: bright ink on a dark ground, which is readable in a light and in a dark chat and dazzles in neither.
 */
export const NIGHT_TONES: Readonly<Record<string, string>> = {
  // the ground, and what is written on a filled mark
  '#ffffff': '#22211f',
  // grays, from ground to ink
  '#f8fafc': '#2c2a28',
  '#f1f5f9': '#353230',
  '#e2e8f0': '#464340',
  '#cbd5e1': '#65605b',
  '#94a3b8': '#948e87',
  '#64748b': '#b0aaa2',
  '#475569': '#d5d0c9',
  '#334155': '#e3dfd8',
  '#1e293b': '#f7f4ef',
  // orange: back end, what is meant
  '#fff7ed': '#3a2b20',
  '#ffedd5': '#4b3524',
  '#fdba74': '#9a6336',
  '#c2410c': '#ff9f66',
  // blue: front end, who asks
  '#eff6ff': '#212f4a',
  '#dbeafe': '#2b3f66',
  '#1d4ed8': '#8db4ff',
  // green: data, what is right
  '#f0fdf4': '#1d3528',
  '#dcfce7': '#264635',
  '#15803d': '#71d394',
  // red: danger
  '#fef2f2': '#452627',
  '#b91c1c': '#ff9b95',
  // yellow and lime: fruit and other things that have a color of their own
  '#facc15': '#d6a512',
  '#a16207': '#ecc35c',
  '#a3e635': '#6f9c28',
  '#4d7c0f': '#b9dd6e',
};

/** The same SVG in night tones. Colors that are not of the house stay as they are; the check of content reports them. */
export const nightSvg = (svg: string): string =>
  svg.replaceAll(/(?<==")#[\da-f]{6}(?=")/giu, (color) => NIGHT_TONES[color.toLowerCase()] ?? color);
