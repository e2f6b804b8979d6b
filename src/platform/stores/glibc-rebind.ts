/**
 * glibc 2.38 gave old functions new names (`__isoc23_strtol` and its family, which also read "0b1") and a second `fmod`. The embedded
 * engine is linked against those. On glibc 2.36 and 2.37 a copy runs whose references are pointed back at the old names; nothing else
 * of the binary changes. ELF64, little endian.
 */
const newVersion = "GLIBC_2.38";
const isoC23 = "__isoc23_";

const sectionType = { dynamicSymbols: 11, versionNeeds: 0x6ffffffe, symbolVersions: 0x6fffffff } as const;
const weakFlag = 2;

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
}

interface NeededVersion {
  readonly file: string;
  readonly name: string;
  readonly index: number;
  readonly offset: number;
}

/** Changes `elf` in place and returns it. @throws Error for a reference to 2.38 that has no older equal */
export function rebindToOldGlibc(elf: Buffer, architecture: string): Buffer {
  const sections = readSections(elf);
  const symbols = findSection(sections, sectionType.dynamicSymbols);
  const symbolVersions = findSection(sections, sectionType.symbolVersions);
  const strings = sections[symbols.link]?.offset ?? 0;
  const versions = readNeededVersions(elf, findSection(sections, sectionType.versionNeeds), strings);
  const baseName = architecture === "arm64" ? "GLIBC_2.17" : "GLIBC_2.2.5";

  for (let index = 0; index < symbols.size / 24; index++) {
    const symbol = symbols.offset + index * 24;
    const versionAt = symbolVersions.offset + index * 2;
    const version = versions.find((needed) => needed.index === (elf.readUInt16LE(versionAt) & 0x7fff));
    if (version?.name !== newVersion) continue;
    const nameAt = elf.readUInt32LE(symbol);
    const name = readText(elf, strings + nameAt);
    if (name.startsWith(isoC23)) elf.writeUInt32LE(nameAt + isoC23.length, symbol);
    else if (name !== "fmod") throw new Error(`the engine needs ${name} of glibc 2.38, which this system lacks`);
    const base = versions.find((needed) => needed.file === version.file && needed.name === baseName);
    if (!base) throw new Error(`the engine does not refer to ${baseName} of ${version.file}`);
    elf.writeUInt16LE(base.index, versionAt);
  }
  for (const { name, offset } of versions) if (name === newVersion) elf.writeUInt16LE(elf.readUInt16LE(offset + 4) | weakFlag, offset + 4);
  return elf;
}

function readSections(elf: Buffer): Section[] {
  const table = Number(elf.readBigUInt64LE(0x28));
  return Array.from({ length: elf.readUInt16LE(0x3c) }, (_, index) => {
    const at = table + index * 64;
    return {
      type: elf.readUInt32LE(at + 4),
      offset: Number(elf.readBigUInt64LE(at + 24)),
      size: Number(elf.readBigUInt64LE(at + 32)),
      link: elf.readUInt32LE(at + 40),
      info: elf.readUInt32LE(at + 44),
    };
  });
}

function findSection(sections: readonly Section[], type: number): Section {
  const found = sections.find((section) => section.type === type);
  if (!found) throw new Error("the engine's binary is not of the form expected");
  return found;
}

/** One entry per library and version the binary asks for; two linked lists in the file. */
function readNeededVersions(elf: Buffer, needs: Section, strings: number): NeededVersion[] {
  const found: NeededVersion[] = [];
  let library = needs.offset;
  for (let n = 0; n < needs.info; n++) {
    const file = readText(elf, strings + elf.readUInt32LE(library + 4));
    let offset = library + elf.readUInt32LE(library + 8);
    for (let left = elf.readUInt16LE(library + 2); left > 0; left--) {
      found.push({ file, name: readText(elf, strings + elf.readUInt32LE(offset + 8)), index: elf.readUInt16LE(offset + 6), offset });
      offset += elf.readUInt32LE(offset + 12);
    }
    library += elf.readUInt32LE(library + 12);
  }
  return found;
}

function readText(elf: Buffer, at: number): string {
  return elf.toString("latin1", at, elf.indexOf(0, at));
}
