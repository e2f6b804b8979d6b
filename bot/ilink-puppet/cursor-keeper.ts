/** Which messages of an account are dealt with, and how far the cursor may be stored. */
export interface CursorKeeper {
  /** A batch that came with `cursor` after it; before its messages are handed out. */
  add(cursor: string, messageIds: readonly string[]): void;
  /** The last batch could not be taken over: it will come again. */
  dropLast(): void;
  /** The message is stored on our side, or set aside for good. */
  done(messageId: string): void;
  /** The cursor behind the last batch that is done with all before it; undefined when none is since it was last `take`n. */
  take(): string | undefined;
  /** Messages that are not done. */
  readonly waiting: number;
}

/** Pure: batches may end in any order, the cursor moves over what is done without a gap only. */
export function createCursorKeeper(): CursorKeeper {
  const batches: { readonly cursor: string; readonly left: Set<string> }[] = [];
  return {
    add(cursor, messageIds) {
      batches.push({ cursor, left: new Set(messageIds) });
    },
    dropLast() {
      batches.pop();
    },
    done(messageId) {
      for (const { left } of batches) left.delete(messageId);
    },
    take() {
      let reached: string | undefined;
      while (batches[0]?.left.size === 0) reached = batches.shift()?.cursor;
      return reached;
    },
    get waiting() {
      return batches.reduce((sum, { left }) => sum + left.size, 0);
    },
  };
}
