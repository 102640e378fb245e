/** Texts that are known by how they look: nothing at all, a smile, a link, code, another language. */
import { isKnownWord } from '../lookup/names.ts';
import { tokenize } from '../lookup/normalize.ts';

/** `sure`: it cannot well be anything else. */
export interface Shape {
  readonly name: 'empty' | 'smile' | 'frown' | 'link' | 'code' | 'foreign';
  readonly sure: boolean;
}

const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
/** Signs that code has and sentences do not, one a line. */
const CODE: readonly RegExp[] = [
  /```/u,
  /[;{}]\s*$/mu,
  /=>|==|!=|&&|\|\||::|->/u,
  /\b\w+\([^)\n]*\)\s*[;{:.]/u,
  /^\s*(?:const|let|var|def|class|function|import|from|return|if|for|while|public|SELECT|INSERT|UPDATE|CREATE)\b.*[=({:;,*]/mu,
  /<\/?[a-z][\w-]*(?:\s[^<>]*)?>/u,
  /\bconsole\.log\(|\bprint\(|\bputs\s["']/u,
  /^\s{2,}\S.*[=(]/mu,
];

/** Words and codes of error messages. */
const ERROR =
  /\bERR\b|\b(?:error|exception|traceback|errno|warning|fatal)\b:?|\b\w+(?:Error|Exception)\b|\bE[A-Z]{4,}\b|\b[A-Z]+(?:_[A-Z]+)+\b/u;

/** `known`: an English word, as far as they are known here. `foreign` says whether a word is of another language; some of those are English, too. */
export function shapeOf(
  text: string,
  foreign: (word: string) => boolean,
  known: (word: string) => boolean,
): Shape | undefined {
  const said = tokenize(text).map((token) => token.text);
  if (said.length === 0) {
    if (/[👎😡😠🤬😢😭😞😟😤🙁☹]|:-?\(/u.test(text)) return { name: 'frown', sure: true };
    const smile = /\p{Extended_Pictographic}|[:;]-?[)(DPp]|<3/u.test(text);
    return { name: smile ? 'smile' : 'empty', sure: true };
  }
  const links = text.match(LINK) ?? [];
  if (links.length > 0) {
    const rest = tokenize(text.replaceAll(LINK, ' ')).length;
    return { name: 'link', sure: rest < 3 };
  }
  const marks = CODE.filter((sign) => sign.test(text)).length;
  if (marks > 1 || text.includes('```')) return { name: 'code', sure: true };
  const letters = text.match(/\p{L}/gu) ?? [];
  const strange = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
  if (strange > letters.length / 2) return { name: 'foreign', sure: true };
  // letters that English does without
  const accented = text.match(/\p{L}*[ığşçñßäöüáéíóúàèìòùâêîôûãõøåæœłżźćśęąőű]\p{L}*/giu) ?? [];
  if (accented.length > 1 && accented.length * 4 >= said.length) return { name: 'foreign', sure: false };
  // what a machine wrote is no language of people
  if (ERROR.test(text)) return undefined;
  // a sentence of which nearly no word is English
  const unknown = said.filter((word) => word.length > 2 && !known(word)).length;
  if (said.length > 3 && unknown * 4 >= said.length * 3) return { name: 'foreign', sure: false };
  const others =
    text
      .toLowerCase()
      .match(/[\p{L}]+/gu)
      ?.filter(foreign).length ?? 0;
  // a word that is English as well tells nothing when it stands alone
  const all = others === said.length && !said.some(isKnownWord);
  if (all || (others > 1 && others * 5 >= said.length * 2)) return { name: 'foreign', sure: false };
  return undefined;
}
