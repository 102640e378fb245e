/** Slack workspaces that installed Sous, their tokens encrypted before they come here. */
import { eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { slackInstallations } from './tables/platforms.ts';

export async function saveInstallation(db: Database, id: string, secret: string): Promise<void> {
  await db
    .insert(slackInstallations)
    .values({ id, secret })
    .onConflictDoUpdate({ target: slackInstallations.id, set: { secret, updatedAt: sql`now()` } });
}

export async function findInstallation(db: Database, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ secret: slackInstallations.secret })
    .from(slackInstallations)
    .where(eq(slackInstallations.id, id));
  return row?.secret;
}

export async function removeInstallation(db: Database, id: string): Promise<void> {
  await db.delete(slackInstallations).where(eq(slackInstallations.id, id));
}
