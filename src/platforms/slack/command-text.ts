/** What stands after `/tutor`, in Slack's markup. */
import type { AnyCommand } from '../../chat/command.ts';
import { readLine } from '../../chat/line.ts';
import type { Options } from '../../chat/request.ts';
import { personId } from './ids.ts';
import { unescapeSlack } from './mrkdwn.ts';

export type CommandText =
  | { readonly kind: 'menu' }
  /** `about`: the command that help was asked for. */
  | { readonly kind: 'help'; readonly about?: string }
  | { readonly kind: 'run'; readonly name: string; readonly options: Options; readonly rest?: string };

/** `text` as Slack sends it; `team` names the people mentioned in it. */
export function readCommandText(text: string, commands: ReadonlyMap<string, AnyCommand>, team: string): CommandText {
  const personOf = (word: string): string | undefined => {
    const [, user] = PERSON.exec(word.trim()) ?? [];
    return user === undefined ? undefined : personId(team, user);
  };
  const line = readLine(text, commands, { personOf, plain: plainWords });
  const { name, rest } = line;
  if (name === undefined) return { kind: 'menu' };
  if (name === 'help' && !commands.has(name)) {
    const about = rest?.split(/\s/u, 1)[0]?.toLowerCase();
    return about !== undefined && commands.has(about) ? { kind: 'help', about } : { kind: 'help' };
  }
  return { kind: 'run', ...line, name };
}

/**
 * Slack turns what is mentioned in a command into `<@U1|name>`, `<#C1|name>` and `<https://…>` (`should_escape` in the
 * manifest), so that a person can be named at all.
 */
const PERSON = /^<@([A-Z0-9]{2,30})(?:\|[^>]{0,200})?>$/u;

/**
 * `<@U1|ana>`, `<#C1|general>`, `<!here>`, `<https://…|words>`; anything else in angle brackets is just that. Each part is
 * bounded: a text of nothing but beginnings would be read over and over.
 */
const MARKUP = /<(?:([@#!])([^>|\s<]{1,100})|((?:https?|mailto|tel):[^>|\s<]{1,2000}))(?:\|([^><]{0,300}))?>/gu;

/** Nobody types more to a bot; what comes after is not read. Characters, before entities are read. */
const MOST = 8_000;

/** Slack's markup for mentions and links as the words that people see; entities as characters. */
export function plainWords(text: string): string {
  const shown = text
    .slice(0, MOST)
    .replaceAll(
      MARKUP,
      (_, mark: string | undefined, id: string | undefined, link: string | undefined, label: string | undefined) => {
        const name = label === undefined || label === '' ? (id ?? link ?? '') : label;
        if (mark === undefined) return name.replace(/^(?:mailto|tel):/u, '');
        return mark === '#' ? `#${name}` : `@${name.replace(/^@/u, '')}`;
      },
    );
  return unescapeSlack(shown);
}
