/** What an operator is told when the database cannot be opened. */
import { expect } from 'vitest';
import { DatabaseProblem } from '../../src/storage/database.ts';

/** The message of the DatabaseProblem with which the opening ends. */
export async function problem(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
  } catch (error) {
    expect(error).toBeInstanceOf(DatabaseProblem);
    return (error as Error).message;
  }
  throw new Error('it opened');
}
