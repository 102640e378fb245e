/**
 * What people write at the head of a column, in English, Spanish, German, French and Portuguese, and in the templates of
 * Kahoot, Quizizz and Blooket; and what they write into a cell for a kind of question, for true and for false.
 */
import { COLUMNS } from './cells.ts';

/** Lower case, without accents, and without what stands behind a dash or in brackets: "Answer 3 (Optional)" is "answer 3". */
export const folded = (head: string): string =>
  head
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s*(?:\(|\s[-–—]\s).*$/su, '')
    .replaceAll(/[\s_-]+/gu, ' ')
    .replaceAll(/[?:*.]+/gu, '')
    .trim();

/** Names of columns, with commas between them: English first, then Spanish, German, French and Portuguese. */
const WORDS: Readonly<Record<string, string>> = {
  stem:
    'question, questions, statement, text, question text, question title, prompt, front, ' +
    'pregunta, enunciado, frage, fragetext, intitule, enonce, pergunta, questao',
  kind: 'type, question type, tipo, tipo de pregunta, typ, art, fragetyp, type de question, tipo de pergunta',
  right:
    'correct, correct answer, correct answers, correct option, correct options, right answer, right answers, answer key, key, solution, ' +
    'correcta, correcto, respuesta correcta, respuestas correctas, opcion correcta, ' +
    'richtig, richtige, richtige antwort, richtige antworten, korrekt, korrekte antwort, losung, ' +
    'correcte, bonne reponse, bonnes reponses, reponse correcte, reponses correctes, ' +
    'correta, certa, resposta correta, resposta certa, respostas corretas, gabarito',
  answer: 'answers, back, respuesta, antwort, reponse, resposta',
  concepts: 'concept, term, terms',
  explanation:
    'comment, feedback, general feedback, rationale, reason, justification, answer explanation, ' +
    'explicacion, retroalimentacion, erklarung, begrundung, explication, explicacao, justificativa',
  hint: 'clue, pista, hinweis, tipp, indice, dica',
  difficulty: 'dificultad, schwierigkeit, difficulte, dificuldade',
};
const SYNONYMS = new Map(
  Object.entries(WORDS).flatMap(([column, all]) => all.split(', ').map((word) => [word, column] as const)),
);

const OPTION =
  /^(?:(?:option|answer|answer option|choice|item|pair|left|gap|opcion|respuesta|antwort|antwortoption|reponse|choix|opcao|resposta|alternativa) ?)?([a-l]|\d{1,2})$/u;
const WRONG =
  /^(?:incorrect|incorrect answer|wrong|wrong answer|distractor|incorrecta|respuesta incorrecta|falsche antwort|falsch|mauvaise reponse|incorreta|errada) ?(\d{1,2}|[a-l])?$/u;

/** What a table may say that has no place here, and costs nothing when it is left. */
const PASSED =
  /^(?:#|no|nr|number|index|question #|question number|time|time limit|time in seconds|timer|points?|score|marks?|weight|grade|category|topic|chapter|subject|tags?|image|image link|picture|media|video|author|date|source|answer #)$/u;

const numberOf = (sign: string): number => (/^\d+$/u.test(sign) ? Number(sign) : sign.charCodeAt(0) - 96);

/** The name of a column as it is known here, `wrong 1` and so on for options that are wrong; undefined for one that is not. */
export function columnOf(head: string): string | undefined {
  const own = head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ');
  if (COLUMNS.includes(own)) return own;
  const name = folded(head);
  const known = SYNONYMS.get(name);
  if (known !== undefined) return known;
  if (COLUMNS.includes(name)) return name;
  const option = OPTION.exec(name)?.[1];
  if (option !== undefined) {
    const column = `option ${numberOf(option)}`;
    return COLUMNS.includes(column) ? column : undefined;
  }
  const wrong = WRONG.exec(name);
  return wrong === null ? undefined : `wrong ${numberOf(wrong[1] ?? '1')}`;
}

/** Whether nothing is lost when the column is left out. */
export const isPassed = (head: string): boolean => PASSED.test(folded(head));

/** Two columns that stand for a card with two sides. */
const SIDES: Readonly<Record<string, string>> = {
  term: 'definition',
  word: 'meaning',
  concept: 'definition',
  termino: 'definicion',
  begriff: 'definition',
  terme: 'definition',
  termo: 'definicao',
};

/** The columns of a head; a word and its definition are what is asked and what is answered. */
export function columnsOf(heads: readonly string[]): (string | undefined)[] {
  const columns = heads.map(columnOf);
  if (columns.includes('stem')) return columns;
  const names = heads.map(folded);
  const word = names.findIndex((name) => names.includes(SIDES[name] ?? '?'));
  const meaning = names.indexOf(SIDES[names[word] ?? ''] ?? '?');
  if (word === -1 || meaning === -1) return columns;
  // what is asked is what the word means in full: the one thing that can be typed is the word
  return columns.map((column, at) => (at === meaning ? 'stem' : at === word ? 'answer' : column));
}

/** Kinds as other programs call them; how many answers are right tells which of ours it is. */
const CHOICES =
  /^(?:mc|mcq|multiple choice|single choice|single select|single answer|multiple select|multiple answers?|multi select|checkbox(?:es)?|radio|quiz|poll|opcion multiple|seleccion multiple|choix multiple|multipla escolha|auswahl)$/u;
const TYPED = /^(?:fill in the blanks?|fill in|open ended|text|free text|short|typed)$/u;
const TRUTH =
  /^(?:true or false|true false|true\/false|t\/f|tf|verdadero falso|wahr falsch|vrai faux|verdadeiro falso)$/u;

/** The kind that a word of another program means: `options` is any kind with options. */
export function kindIn(word: string): 'options' | 'typed' | 'truth' | undefined {
  const name = folded(word);
  if (CHOICES.test(name)) return 'options';
  if (TRUTH.test(name)) return 'truth';
  return TYPED.test(name) ? 'typed' : undefined;
}

const YES = /^(?:true|t|wahr|w|verdadero|v|vrai|verdadeiro|richtig|correct)$/u;
const NO = /^(?:false|f|falsch|falso|faux|incorrect)$/u;

/** True or false in the five languages, letters alone too; undefined for other words. */
export function truthIn(cell: string): boolean | undefined {
  const word = cell.trim().replace(/[.!]$/u, '').toLowerCase();
  if (YES.test(word)) return true;
  return NO.test(word) ? false : undefined;
}
