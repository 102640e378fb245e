/** What the Tab key offers: names of commands, then values of the option that is being typed. */
import type { App } from '../../chat/app.ts';
import { callerOf, type Sitter } from './rooms.ts';

/** Whole lines that the typed one could become; empty when there is nothing to offer. */
export async function completions(app: App, sitter: Sitter, line: string): Promise<readonly string[]> {
  const [, name, space, rest = ''] = /^\/([^\s]*)(\s+)?(.*)$/su.exec(line) ?? [];
  if (name === undefined) return [];
  const { commands } = app.catalog;
  if (space === undefined) return [...commands.keys()].filter((one) => one.startsWith(name)).map((one) => `/${one} `);
  const options = Object.entries(commands.get(name)?.options ?? {});
  const [, before = '', key, typed = rest] = /^(.*?)(?:(\w+):)?([^:]*)$/su.exec(rest) ?? [];
  const [option, shape] = options.find(([one]) => one === key) ?? options[0] ?? [];
  if (option === undefined || shape === undefined) return [];
  const start = `/${name} ${before}${key === undefined ? '' : `${key}:`}`;
  const values = await valuesOf(app, sitter, name, option, typed);
  return values.map((value) => `${start}${value}`);
}

/** Values for an option that begins so. */
async function valuesOf(
  app: App,
  sitter: Sitter,
  name: string,
  option: string,
  typed: string,
): Promise<readonly string[]> {
  const shape = app.catalog.commands.get(name)?.options[option];
  if (shape?.kind === 'choice') return Object.keys(shape.choices).filter((one) => one.startsWith(typed));
  return (await app.suggest(callerOf(sitter, true), name, option, typed)).map(({ value }) => value);
}
