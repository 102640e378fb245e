/** What an import writes where the other format said nothing: a mark that the checker refuses, with what is asked for. */

/** The mark that an import leaves where an author must still write something. */
export const PLACEHOLDER = 'TO-DO:';

export const todo = (what: string): string => `${PLACEHOLDER} ${what}`;
export const isTodo = (text: string): boolean => text.includes(PLACEHOLDER);

export const feedbackOr = (text: string | undefined, right: boolean): string =>
  text === undefined || text.trim() === '' ? todo(right ? 'why this is right' : 'why this is not right') : text;

export interface DraftOption {
  readonly text: string;
  readonly right?: true;
  readonly feedback: string;
  readonly misconception?: string;
}
export const draftOption = (text: string, right: boolean, feedback: string | undefined): DraftOption => ({
  text,
  ...(right && { right: true as const }),
  feedback: feedbackOr(feedback, right),
});

/** The first line with words, cut to 70 characters. */
export function firstLine(text: string): string {
  const line =
    text
      .split('\n')
      .map((one) => one.trim())
      .find((one) => one !== '') ?? '';
  return line.length <= 70 ? line : `${line.slice(0, 69)}…`;
}
