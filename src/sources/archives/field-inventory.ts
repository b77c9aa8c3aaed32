/** One field path of a collection's documents. */
export interface FieldSummary {
  /** Dotted path from the document's root; `[]` stands for the elements of an array. */
  path: string;
}

export interface FieldInventory {
  summary(): readonly FieldSummary[];
}
