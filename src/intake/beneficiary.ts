import type { Who } from "../language/index.ts";
import { findPeople, type Person, type StationDeps } from "../station/index.ts";

/** Words for the same relation, so that 「俺娘」 finds the mother the family list calls 妈. */
const kin: readonly (readonly string[])[] = [
  ["妈", "娘", "母亲", "妈妈", "老娘", "老妈", "俺娘", "我妈"],
  ["爸", "爹", "父亲", "爸爸", "老爹", "老爸", "俺爹", "我爸"],
  ["老伴", "老头子", "老婆子", "老公", "老婆", "媳妇", "对象", "爱人"],
  ["儿子", "小子"],
  ["女儿", "闺女", "丫头"],
  ["孙子", "孙女", "外孙", "外孙女", "孩子"],
  ["奶奶", "姥姥", "外婆"],
  ["爷爷", "姥爷", "外公"],
  ["公公", "老公公"],
  ["婆婆", "老婆婆"],
];

/** Who is served: the writer, or the member of their family the station knows by that relation. */
export async function beneficiaryOf(
  deps: StationDeps,
  person: Person,
  who: Who | undefined,
): Promise<{ person: Person; relation?: string; isKnown: boolean }> {
  if (!who?.isProxy) return { person, isKnown: true };
  const relation = who.relation ?? who.name;
  const family = await findPeople(
    deps,
    person.family.map(({ personId }) => personId),
  );
  const match = person.family.find((member) => isSame(member.relation, relation));
  const found = family.find(({ id, name }) => id === match?.personId || (who.name !== undefined && name.startsWith(who.name)));
  return { person: found ?? person, isKnown: found !== undefined, ...(relation !== undefined && { relation }) };
}

function isSame(known: string, said: string | undefined): boolean {
  if (said === undefined) return false;
  if (known === said || said.endsWith(known) || known.endsWith(said)) return true;
  return kin.some((words) => words.some((word) => word === known) && words.some((word) => said.endsWith(word)));
}
