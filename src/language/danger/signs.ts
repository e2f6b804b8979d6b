import { childSigns } from "./child-signs.ts";
import { fireSigns } from "./fire-signs.ts";
import { fraudSigns } from "./fraud-signs.ts";
import { medicalSigns } from "./medical-signs.ts";
import { missingSigns } from "./missing-signs.ts";
import { selfHarmSigns } from "./self-harm-signs.ts";
import type { Sign } from "./sign.ts";
import { violenceSigns } from "./violence-signs.ts";
import { welfareSigns } from "./welfare-signs.ts";

/** Signs of every kind. Combinations, so that a single word of illness does not page anybody. */
export const signs: readonly Sign[] = [
  ...medicalSigns,
  ...fireSigns,
  ...selfHarmSigns,
  ...violenceSigns,
  ...childSigns,
  ...missingSigns,
  ...fraudSigns,
  ...welfareSigns,
];
