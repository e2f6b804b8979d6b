const headerBytes = 16;
const opMessage = 2013;

/** A command of strings and whole numbers as MongoDB's wire protocol has it: an OP_MSG with one BSON document. */
export function wireCommand(fields: Readonly<Record<string, string | number>>): Buffer {
  const elements = Object.entries(fields).map(([name, value]) => {
    const key = Buffer.from(`${name}\0`);
    if (typeof value === "number") return Buffer.concat([Buffer.of(0x10), key, int32(value)]);
    const text = Buffer.from(`${value}\0`);
    return Buffer.concat([Buffer.of(0x02), key, int32(text.length), text]);
  });
  const body = Buffer.concat([...elements, Buffer.of(0)]);
  const document = Buffer.concat([int32(body.length + 4), body]);
  const [flags, bodySection] = [int32(0), Buffer.of(0)];
  const length = headerBytes + flags.length + bodySection.length + document.length;
  return Buffer.concat([int32(length), int32(1), int32(0), int32(opMessage), flags, bodySection, document]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
