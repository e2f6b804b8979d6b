import type { Community, Team } from "../org.ts";
import { numbered } from "./town.ts";

const citywide = ["陪诊", "便民维修", "义务理发", "护学", "助餐", "智能手机助老", "青年", "巾帼", "银龄", "心理陪伴"];

/** A team for each community and ten for the whole town; the names are invented. */
export function demoTeams(communities: readonly Community[]): Team[] {
  const names = [...communities.map(({ name }) => `${name}邻里互助队`), ...citywide.map((name) => `${name}志愿服务队`)];
  return names.map((name, i) => ({ id: numbered("T", i + 1, 3), name }));
}
