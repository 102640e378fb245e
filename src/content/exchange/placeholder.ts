/** The mark that an import leaves where an author must still write something; the checker refuses it. */
export const PLACEHOLDER = 'TO-DO:';
