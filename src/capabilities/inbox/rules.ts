/** A Home tab holds 100 blocks: its header, these, and a word about the rest. */
export const MOST_BLOCKS = 95;
