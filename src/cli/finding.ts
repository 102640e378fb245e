/** What the doctor says. */

/** One finding; `advice` says what to do when it is not ok. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly advice?: string;
}

export const finding = (name: string, ok: boolean, detail: string, advice = ''): Finding => ({
  name,
  ok,
  detail,
  advice,
});

export const describeFinding = ({ name, ok, detail, advice = '' }: Finding): string =>
  `${ok ? 'ok   ' : 'MEND '} ${name}: ${detail}${ok || advice === '' ? '' : `\n       → ${advice}`}`;
