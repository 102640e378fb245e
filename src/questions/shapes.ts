/**
 * The shapes that questions have in any bank, whatever we call our kinds: what other formats are read into and written
 * from, so that a format knows shapes and no kind, and a kind no format.
 */

interface Told {
  readonly text: string;
  readonly feedback: string;
}
interface ToldTwice {
  readonly right: string;
  readonly wrong: string;
}
interface Choices {
  readonly stem: string;
  readonly options: readonly (Told & {
    readonly right?: boolean;
    readonly misconception?: string | undefined;
  })[];
}

export interface Shapes {
  /** One option is right. */
  readonly choice: Choices;
  /** Any number of options is right. */
  readonly choices: Choices;
  readonly truth: {
    readonly statement: string;
    readonly answer: boolean;
    readonly feedback: ToldTwice;
    readonly because?: readonly Told[];
  };
  readonly typed: {
    readonly stem: string;
    readonly accept: readonly string[];
    /** Earns half. */
    readonly near?: readonly Told[];
    readonly feedback: ToldTwice;
  };
  readonly number: {
    readonly stem: string;
    readonly answer: number;
    readonly within?: number;
    /** Earns half within this. */
    readonly roughly?: number | undefined;
    readonly unit?: string | undefined;
    readonly feedback: ToldTwice;
  };
  /** Every left has a right of its own. */
  readonly pairs: {
    readonly stem: string;
    readonly pairs: readonly { readonly left: string; readonly right: string; readonly feedback: string }[];
    readonly spares?: readonly Told[];
  };
  /** Several items may share a bucket. */
  readonly buckets: {
    readonly stem: string;
    readonly buckets: readonly string[];
    readonly items: readonly (Told & { readonly bucket: string })[];
  };
  /** The text holds `(1)`, `(2)` and so on. */
  readonly gap: {
    readonly text: string;
    readonly gaps: readonly {
      readonly accept: readonly string[];
      readonly feedback: string;
      readonly choices?: readonly string[] | undefined;
    }[];
  };
  /** Pieces to be put in order. */
  readonly sequence: { readonly stem: string };
  /** Answers that build on one another. */
  readonly steps: { readonly stem: string };
}

export type ShapeName = keyof Shapes;
export type Shape = { [A in ShapeName]: { readonly as: A } & Shapes[A] }[ShapeName];

/** Fields of a question as a file would have them, `kind` and what all kinds have left out; not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** How a kind's questions are one of the shapes. */
export interface Shaped<Q, A extends ShapeName> {
  readonly as: A;
  /** A question in this shape; it may hold more than that. */
  give(question: Q): Shapes[A];
  /** The fields that a question in this shape has in a file; absent: those of the shape. */
  take?(shape: Shapes[A]): Fields;
  /** The shape alone does not make it this kind: a file has to name it. */
  readonly named?: true;
}
