/**
 * Which learner a person is, and where that learner is reached. Today everybody has one account, and the learner is named
 * after it. To link the accounts of two platforms is to replace these two functions.
 */
import type { LearnerId, PersonId } from '../chat/request.ts';

/** Asked once for each request, before the app does anything. */
export const learnerOf = (person: PersonId): LearnerId => person as string as LearnerId;

/** The account through which a learner gets direct messages and has a page of their own. */
export const mailboxOf = (learner: LearnerId): PersonId => learner as string as PersonId;
