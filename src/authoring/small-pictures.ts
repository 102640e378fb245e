/**
 * Every picture drawn in earnest and in small: whether it can be drawn does not depend on its size, and what it costs does.
 * Drawn here and now, since nobody waits for an author's command as learners wait for an answer.
 */
import type { Picture } from '../chat/card.ts';
import { barsSvg } from '../pictures/chart.ts';
import { courseSvg } from '../pictures/course.ts';
import { timelineSvg } from '../pictures/timeline.ts';
import type { Drawing } from '../pictures/drawing.ts';
import type { Pictures } from '../pictures/index.ts';

/** What cannot be drawn is thrown: an author hears of it. `known`: pictures drawn before, by their sources. */
export function createSmallPictures(known = new Map<string, Uint8Array>()): Pictures {
  async function once(name: string, drawing: Drawing): Promise<Picture> {
    const png = known.get(drawing.source) ?? (await drawSmall(drawing));
    known.set(drawing.source, png);
    return { name: `${name}.png`, png };
  }
  return {
    draw: async (file, source) =>
      once(file.replace(/\.(?:dot|svg)$/u, ''), { kind: file.endsWith('.dot') ? 'dot' : 'svg', source }),
    bars: async (name, bars) => once(name, { kind: 'svg', source: barsSvg(bars) }),
    course: async (name, lessons) => once(name, { kind: 'svg', source: courseSvg(lessons) }),
    timeline: async (name, phases) => once(name, { kind: 'svg', source: timelineSvg(phases) }),
    stop: async () => undefined,
  };
}

/** What draws is loaded when there is something to draw. */
async function drawSmall(drawing: Drawing): Promise<Uint8Array> {
  const [{ drawPng }, { RENDERING }] = await Promise.all([
    import('../pictures/drawing.ts'),
    import('../pictures/png.ts'),
  ]);
  return drawPng(drawing, { ...RENDERING, fitTo: { mode: 'width', value: 40 } });
}
