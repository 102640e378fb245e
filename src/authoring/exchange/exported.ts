/** What an export hands over. */
export interface Exported {
  readonly text: string;
  /** What a reader of the export will not find: `id: reason`. */
  readonly losses: readonly string[];
  /** Questions in it. */
  readonly count: number;
}
