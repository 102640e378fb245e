/** A file that somebody put into a form. Its bytes stay where they are until a handler asks for them. */
export interface Upload {
  /** As its owner called it; theirs, so escape it before it becomes Markdown. */
  readonly name: string;
  /** Its bytes, of which at most `most` are taken. @throws Refusal in words for whoever sent it */
  read(most: number): Promise<Uint8Array>;
}
