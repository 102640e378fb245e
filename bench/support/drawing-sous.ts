/** All of Sous, whose pictures are drawn in threads, as it does, or in its event loop, as it did; none is kept. */
import { renderAsync } from '@resvg/resvg-js';
import { type Config, loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { diagramSvg } from '../../src/pictures/diagram.ts';
import { createPictures, type Pictures } from '../../src/pictures/index.ts';
import { RENDERING } from '../../src/pictures/png.ts';
import { startSous } from '../../src/start.ts';
import { serve } from './member.ts';
import type { SousGiven } from './sous.ts';

export interface DrawingGiven extends SousGiven {
  readonly way: 'loop' | 'threads';
}

/** Rendered by libuv's threads; laid out, and compressed, by the one thread that answers people. */
const inLoop: Pick<Pictures, 'draw'> = {
  async draw(file, source) {
    const image = await renderAsync(file.endsWith('.dot') ? await diagramSvg(source) : source, RENDERING);
    return { name: file.replace(/\.(?:dot|svg)$/u, '.png'), png: image.asPng() };
  },
};

/** Every other picture is a diagram for Graphviz, as authors may write them; the course has none at present. */
const DIAGRAM = Array.from({ length: 12 }, (_, n) => `n${n} [label="Step ${n}"]; n${n} -> n${(n * 5 + 1) % 12};`).join(
  ' ',
);

await serve(async ({ way, ...given }: DrawingGiven) => {
  const config: Config = { ...loadConfig({ PLAYGROUND: 'off', PORT: '0' }), ...given };
  const log = createLog(config.logLevel);
  const threads = createPictures({
    failed(_name, error) {
      throw error;
    },
    kept: 0,
  });
  const { draw } = way === 'loop' ? inLoop : threads;
  let drawn = 0;
  const pictures: Pictures = {
    ...threads,
    async draw(...picture) {
      drawn += 1;
      return drawn % 2 === 0 ? draw('steps.dot', DIAGRAM) : draw(...picture);
    },
  };
  const sous = await startSous(config, log, { pictures });
  return { url: sous.url, stop: sous.stop, drawn: () => drawn };
});
