import { civilDate } from "../platform/index.ts";
import type { Certificate } from "./certificate.ts";

/** What stands on the paper, in the order it is read. */
export interface Paper {
  readonly title: string;
  readonly number: string;
  readonly body: string;
  /** Label and text of each line of the table. */
  readonly lines: readonly (readonly [label: string, text: string])[];
  readonly issuer: string;
  readonly date: string;
  readonly sealPlace: string;
  readonly check: string;
  readonly notes: readonly string[];
  readonly revoked: string | null;
}

/** The words of a certificate. Contents after 民政部令第67号 and 民发〔2015〕149号: identity, service and hours, issuer, number and date. No rank, no level. */
export function paperOf(certificate: Certificate): Paper {
  const { name, personId, number, issuer, from, to, services, certifiedMinutes, carriedMinutes, issuedAt, revoked } = certificate;
  const hours = `${certifiedMinutes / 60} 小时`;
  const times = services > 0 ? `参加志愿服务 ${services} 次，` : "";
  return {
    title: "志愿服务记录证明",
    number: `编号：${number}`,
    body: `兹证明 ${name} 于 ${dayWords(from)} 至 ${dayWords(to)} 期间，在本站${times}记录志愿服务时长 ${hours}。`,
    lines: [
      ["姓　　名", name],
      ["志愿者编号", personId],
      ["服务期间", `${dayWords(from)} 至 ${dayWords(to)}`],
      ["服务次数", `${services} 次`],
      ["服务时长", hours],
      ...(carriedMinutes > 0 ? [["原台账转入", `服务时长中有 ${Math.floor(carriedMinutes / 6) / 10} 小时由原台账转入`] as const] : []),
      ["服务内容", contentWords(certificate)],
    ],
    issuer,
    date: dayWords(civilDate(issuedAt)),
    sealPlace: "（盖章）",
    check: "扫码核验",
    notes: [
      "本证明由组织并记录服务的单位依据《志愿服务记录与证明出具办法（试行）》出具，不收取任何费用。",
      "服务时长为实际服务时间，不含路途，按半小时向下取整；扫码可核对时长、出具单位和记录是否有更正。",
    ],
    revoked: revoked ? "已撤销" : null,
  };
}

/** As many kinds of service as fit on the paper; the others are counted together. */
const mostItems = 6;
const otherName = "其他服务";

function contentWords({ content, services }: Certificate): string {
  const named = content.filter(({ item }) => item !== null).slice(0, mostItems);
  const others = services - named.reduce((sum, { services: times }) => sum + times, 0);
  const words = named.map(({ item, services: times }) => `${item} ${times} 次`);
  return [...words, ...(others > 0 ? [`${otherName} ${others} 次`] : [])].join("、") || otherName;
}

/** `2026-11-24` → 2026年11月24日 */
function dayWords(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
