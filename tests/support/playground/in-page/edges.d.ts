/** The right edge of each name and the left edge of the points behind it, in pixels; row by row, numbered from 1. */
export function edges(
  pre: unknown,
  table: { readonly text: string; readonly names: readonly string[] },
): { readonly name: number; readonly points: number }[];
