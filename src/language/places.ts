import type { KnownPlace } from "./understanding.ts";

interface Node {
  readonly next: Map<string, Node>;
  fail?: Node;
  /** The longest name that ends here. */
  hit?: { readonly place: KnownPlace; readonly length: number };
}

/** All names of all communities in one automaton (Aho–Corasick), so that a text is read once however many there are. */
function buildAutomaton(places: readonly KnownPlace[]): Node {
  const root: Node = { next: new Map() };
  for (const place of places) {
    for (const name of new Set([place.name, ...place.shortNames])) {
      let node = root;
      for (const char of name) {
        let next = node.next.get(char);
        if (!next) {
          next = { next: new Map() };
          node.next.set(char, next);
        }
        node = next;
      }
      if (name.length >= 2) node.hit = { place, length: name.length };
    }
  }
  const queue = [...root.next.values()];
  for (const node of queue) node.fail = root;
  for (let node = queue.shift(); node; node = queue.shift()) {
    for (const [char, child] of node.next) {
      let fail = node.fail;
      while (fail && !fail.next.has(char) && fail !== root) fail = fail.fail;
      const target = fail?.next.get(char);
      child.fail = target && target !== child ? target : root;
      const inherited = child.fail.hit;
      if (!child.hit && inherited) child.hit = inherited;
      queue.push(child);
    }
  }
  return root;
}

const automata = new WeakMap<readonly KnownPlace[], Node>();

export interface CommunityHit {
  readonly place: KnownPlace;
  readonly start: number;
  readonly end: number;
}

/** The first community named in a text; of names that overlap the longest. */
export function findCommunity(text: string, places: readonly KnownPlace[]): CommunityHit | undefined {
  let root = automata.get(places);
  if (!root) {
    root = buildAutomaton(places);
    automata.set(places, root);
  }
  let best: CommunityHit | undefined;
  let node: Node = root;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    while (node !== root && !node.next.has(char)) node = node.fail ?? root;
    node = node.next.get(char) ?? root;
    if (!node.hit) continue;
    const start = i + 1 - node.hit.length;
    if (!best || (start <= best.start && i + 1 > best.end)) best = { place: node.hit.place, start, end: i + 1 };
    else if (start >= best.end) break;
  }
  return best;
}

const number = "(?:\\d{1,4}|[一二三四五六七八九十]{1,3})";
const door = new RegExp(
  `(?:${number} ?(?:号楼|栋|幢|#楼?|号院))(?: ?${number} ?(?:单元|门洞|门))?(?: ?(?:\\d{3,4}(?:室|户|号)?|${number} ?(?:楼(?!上|下|道)|层|室)|[东西]户))?(?: ?(?:楼道|门口|楼下|楼顶|大厅|电梯|地下室|车库|前面|后面))?|${number} ?单元(?: ?(?:\\d{3,4}(?:室)?|${number} ?(?:楼(?!上|下|道)|层|室)))?(?: ?(?:楼道|门口|楼下))?`,
);
const landmark =
  /((?:[\u4e00-\u9fa5]{2,6}?)(?:小学|中学|幼儿园|学校|市场|超市|广场|公园|车站|路口|村委会?|居委会|活动室|活动中心|银行(?!卡)|派出所|敬老院|养老院|桥|小区|花园|大集|工业园|码头|加油站|饭店|卫生室|卫生院|医院|(?<![马走半一上下过问赶出回铺修让迷同各网线电水思套门销后家])(?:路|街)(?=\d|口|与|和|东|西|南|北|交)|村|新村|社区))((?:北|南|东|西|正|大|后)?(?:门口?|边上|旁边|旁|附近|对面|里面|里|路口|那边|那儿|桥洞下?|后面|前面|门前|西头|东头|南头|北头|头上)?)/;
const lead =
  /^(?:我|俺|咱|我们|俺们|咱们|你们|他|她|他们|家|住|住在|家住|在|就在|去|到|上|从|是|的|那个|那|这个|这|有个|看见|看到|碰到|碰见|遇到|发现|想|要|帮|替|来|能|叫|让|给|孩子|孙子|孙女|闺女|儿子|今天|明天|昨天|后天|下午|上午|中午|晚上|早上|放学|地址|地址是|位置|听说|老人|和|跟|又|还|都|已经|刚|刚才|现在|[\d一二三四五六七八九十两点半刻分]{1,12}点[半一二三四五六七八九十刻分\d]{0,8}){1,8}/;
const vague =
  /^(?:大|小|老|新|这|那|哪|某|一|个|什么|附近的?|旁边的?|门口的?|我们|咱们|你们|我家|俺家|同|各|本|全|整个|外面|马|公|铁|铺|修|走|过|下|上|赶|逛|送|接|到|出|在|楼|有的|过马|十字|人行|走|路|的)?(?:小学|中学|幼儿园|学校|市场|超市|广场|公园|车站|路口|村委会?|居委会|活动室|活动中心|银行(?!卡)|派出所|敬老院|养老院|桥|小区|花园|大集|加油站|饭店|卫生室|卫生院|医院|路|街|村|新村|社区)$/;

export interface SaidPlace {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly communityId?: string;
}

/** A place somebody could walk to: a community, a building, a named landmark. Vague words (桥底下) are none. */
export function findPlace(text: string, places: readonly KnownPlace[]): SaidPlace | undefined {
  const community = findCommunity(text, places);
  const building = door.exec(text);
  const id = community ? { communityId: community.place.id } : {};
  if (building) {
    const end = building.index + building[0].length;
    const start = community && community.end <= building.index && building.index - community.end <= 3 ? community.start : building.index;
    return { text: text.slice(start, end).trim(), start, end, ...id };
  }
  const spot = findLandmark(text);
  if (spot && (!community || spot.end > community.end)) {
    const start = community && community.start < spot.start && spot.start - community.end <= 2 ? community.start : spot.start;
    return { text: text.slice(start, spot.end).trim(), start, end: spot.end, ...id };
  }
  if (!community) return spot;
  const tail = /^(?:的?(?:[\u4e00-\u9fa5]{0,4}?(?:门口|广场|活动室|北门|南门|东门|西门|桥下|村口|路口|楼道)))/.exec(
    text.slice(community.end),
  );
  const end = community.end + (tail?.[0].length ?? 0);
  return { text: text.slice(community.start, end), start: community.start, end, ...id };
}

function findLandmark(text: string): SaidPlace | undefined {
  let from = 0;
  for (let tries = 0; tries < 4; tries++) {
    const m = landmark.exec(text.slice(from));
    if (!m) return undefined;
    let start = from + m.index;
    const whole = m[0];
    const skipped = lead.exec(m[1] ?? "")?.[0].length ?? 0;
    const name = (m[1] ?? "").slice(skipped);
    start += skipped;
    const end = from + m.index + whole.length;
    if (name.length >= 3 && !vague.test(name)) return { text: text.slice(start, end), start, end };
    from = end;
  }
  return undefined;
}

const clinic =
  /((?:[\u4e00-\u9fa5]{0,8}?)(?:医院|卫生院|卫生室|诊所|门诊部?|卫生所|中医馆|社区卫生服务中心|妇幼保健院|保健院|疾控中心|体检中心|急诊))/;
/** Everything up to the last word of motion or speech before the name. */
const notDest = /^.{0,12}(?:去|到|上(?!海)|往|跑|进|住|送|陪|带|领|是|换成|改成|来|的|坐车|打车|约|挂|地方|趟|回|在|找|想|要|得|[ ,，。])/;
const bareClinic = /^(?:个|一个|家|大|小|那个|这个|某|哪个|什么|别的|我|俺|人|老人|他|她|爸|妈|爹|娘|孩子)?(?:医院|急诊)$/;

/** Where the way leads: a clinic with a name or a kind (区医院, 卫生院). A bare 医院 is none. */
export function findDest(text: string): string | undefined {
  for (let from = 0; from < text.length; ) {
    const m = clinic.exec(text.slice(from));
    if (!m) return undefined;
    const said = m[1] ?? "";
    const name = said
      .replace(notDest, "")
      .replace(/^(?:我|俺|老人|孩子|趟|一下|个|趟子|镇上的|市里的|咱|上午|下午|早上|明天|后天|今天|点|半|号|要|想|得|能|陪|们){1,8}/, "");
    if (name !== "" && !bareClinic.test(name)) return name;
    from += m.index + m[0].length;
  }
  return undefined;
}
