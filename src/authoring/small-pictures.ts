/**
 * Every picture drawn in earnest and in small: whether it can be drawn does not depend on its size, and what it costs does.
 * Drawn here and now, since nobody waits for an author's command as learners wait for an answer.
 */
import type { Picture } from '../chat/card.ts';
import { barsSvg } from '../pictures/chart.ts';
import { courseSvg } from '../pictures/course.ts';
import { drawPng, type Drawing } from '../pictures/drawing.ts';
import type { Pictures } from '../pictures/index.ts';
import { RENDERING } from '../pictures/png.ts';

const SMALL = { ...RENDERING, fitTo: { mode: 'width', value: 40 } } as const;

/** What cannot be drawn is thrown: an author hears of it. */
export function createSmallPictures(): Pictures {
  const drawn = new Map<string, Promise<Uint8Array>>();
  async function once(name: string, drawing: Drawing): Promise<Picture> {
    const known = drawn.get(drawing.source) ?? drawPng(drawing, SMALL);
    drawn.set(drawing.source, known);
    return { name: `${name}.png`, png: await known };
  }
  return {
    draw: async (file, source) =>
      once(file.replace(/\.(?:dot|svg)$/u, ''), { kind: file.endsWith('.dot') ? 'dot' : 'svg', source }),
    bars: async (name, bars) => once(name, { kind: 'svg', source: barsSvg(bars) }),
    course: async (name, lessons) => once(name, { kind: 'svg', source: courseSvg(lessons) }),
    stop: async () => undefined,
  };
}
