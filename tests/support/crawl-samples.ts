/** What the crawler fills into the options of a command. */
import type { AnyCommand, Option } from '../../src/chat/command.ts';
import type { CrawlOptions } from './crawl.ts';

export type Values = Readonly<Record<string, string | number | boolean>>;
type Filling = Pick<CrawlOptions, 'person' | 'samples'>;

/** With nothing but what is required, and with everything; both ends of numbers and lists are seen that way. */
export async function variants(options: Filling, command: AnyCommand): Promise<readonly Values[]> {
  const least: Record<string, string | number | boolean> = {};
  const full: Record<string, string | number | boolean> = {};
  for (const [name, option] of Object.entries(command.options)) {
    // oxlint-disable-next-line no-await-in-loop -- few, and in order
    const [low, high] = await sampleOf(options, command, name, option);
    if (option.required === true) least[name] = low;
    full[name] = high;
  }
  return Object.keys(full).length === Object.keys(least).length ? [full] : [least, full];
}

type Sample = string | number | boolean;
async function sampleOf(
  { person, samples = {} }: Filling,
  command: AnyCommand,
  name: string,
  option: Option,
): Promise<readonly [Sample, Sample]> {
  switch (option.kind) {
    case 'text': {
      const offered = option.suggest === undefined ? [] : await person.suggestions(command.name, name, '');
      const text = (samples[`${command.name}.${name}`] ?? offered[0] ?? 'test').slice(0, option.max ?? 200);
      return [text, text];
    }
    case 'choice': {
      const values = Object.keys(option.choices);
      return [values[0] ?? '', values.at(-1) ?? ''];
    }
    case 'number':
      return [option.min, option.max];
    case 'flag':
      return [true, true];
    case 'person':
      return [person.name, person.name];
    default:
      return option satisfies never;
  }
}
