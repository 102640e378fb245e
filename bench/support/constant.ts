/** What a bare bot answers, whatever is pressed: as many words and buttons as an answered quiz question has. */

export const QUESTION = '**Question 1 of 5** · Web';
export const STEM = 'A page shows the same words to everybody who opens it. Which kind of page is that?';
export const VERDICT = '✅ **Right.** 10 points.';
export const REMARKS = [
  '✅ **A static page** (your answer, right): it is stored as it is, and handed out as it is.',
  '▫️ **A dynamic page**: such a page is made anew for each visit, often with data of the visitor.',
  '▫️ **A private page**: who may see a page is another question than how it is made.',
  '▫️ **A cached page**: a copy that is kept for a while can be of either kind.',
].join('\n\n');
export const EXPLANATION =
  'A static page is a file: the server reads it and sends it. A dynamic page is the result of a program that runs for each request.';
export const BUTTONS = [
  { id: 'next', label: 'Next question' },
  { id: 'report', label: 'Report this question' },
] as const;
