/** Where the buttons of the lab lead. None carries what was typed. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

const data = { data: arg.id };

/** The tables of a data set. */
export const showData = address('sql.data', data);
/** The same in a message of its own, beside a question. */
export const showBeside = address('sql.beside', data);
/** A table (`products`), or another data set (`:school`), from the list. */
export const look = address('sql.look', data);
export const write = address('sql.write', data);
/** The form that `write` opens. */
export const written = address('sql.written', data);
/** Runs the example of the data set. */
export const example = address('sql.example', data);
export const whySlow = address('sql.slow', data);
