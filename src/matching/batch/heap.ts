/** A binary heap of node numbers by key, lowest first. A node may be pushed again with a lower key; the reader skips the stale one. */
export interface Heap {
  readonly size: number;
  clear(): void;
  push(node: number, key: number): void;
  /** The lowest key; only when `size` is not 0. */
  lowestKey(): number;
  /** Takes the node with the lowest key. */
  pop(): number;
}

export function makeHeap(): Heap {
  let nodes = new Int32Array(64);
  let keys = new Float64Array(64);
  let size = 0;

  const grow = (): void => {
    const [widerNodes, widerKeys] = [new Int32Array(size * 2), new Float64Array(size * 2)];
    widerNodes.set(nodes);
    widerKeys.set(keys);
    [nodes, keys] = [widerNodes, widerKeys];
  };

  return {
    get size() {
      return size;
    },
    clear: () => {
      size = 0;
    },
    lowestKey: () => keys[0] as number,
    push: (node, key) => {
      if (size === nodes.length) grow();
      let i = size++;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if ((keys[parent] as number) <= key) break;
        nodes[i] = nodes[parent] as number;
        keys[i] = keys[parent] as number;
        i = parent;
      }
      nodes[i] = node;
      keys[i] = key;
    },
    pop: () => {
      const top = nodes[0] as number;
      size -= 1;
      const [node, key] = [nodes[size] as number, keys[size] as number];
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= size) break;
        if (child + 1 < size && (keys[child + 1] as number) < (keys[child] as number)) child += 1;
        if ((keys[child] as number) >= key) break;
        nodes[i] = nodes[child] as number;
        keys[i] = keys[child] as number;
        i = child;
      }
      nodes[i] = node;
      keys[i] = key;
      return top;
    },
  };
}
