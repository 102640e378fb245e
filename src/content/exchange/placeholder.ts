/** The mark that an import leaves where an author must still write something; the checker refuses it. */
export const PLACEHOLDER = 'TO-DO:';

export const todo = (what: string): string => `${PLACEHOLDER} ${what}`;
export const isTodo = (text: string): boolean => text.includes(PLACEHOLDER);
