import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take from half a minute to some minutes, the longest first: begun last, one of them would keep a worker busy while the other rests. */
const long = [
  "test/api/fuzz",
  "test/stories/transitions",
  "test/security/access",
  "test/api/races",
  "test/stories/visit",
  "test/stories/",
  "test/channels/",
  "test/crash/",
  "test/platform/",
  "test/browser/",
];
/** Files that share what a worker has loaded come one after the other. */
const projects = ["api", "stories", "whole", "modules"];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ project, moduleId }: TestSpecification): number {
  const at = long.findIndex((beginning) => moduleId.includes(`/${beginning}`));
  return projects.indexOf(project.name) * 100 + (at < 0 ? long.length : at);
}
