import type { WorldClock } from "../world-clock.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { type Bindings, openBindings } from "./bindings.ts";
import { type MessageIds, openMessageIds } from "./identifiers.ts";
import { type Media, openMedia } from "./media.ts";
import { openPhones, type Phone, type Phones } from "./phones.ts";
import { type IlinkSettings, usualSettings } from "./settings.ts";

/** Personal WeChat as the bots see it. */
export interface Ilink {
  readonly settings: Readonly<IlinkSettings>;
  readonly accounts: Accounts;
  readonly bindings: Bindings;
  readonly media: Media;
  readonly ids: MessageIds;
  readonly phones: Phones;
  /** Takes somebody's phone into the hand; a name nobody has yet is a new person. */
  phone(name: string): Phone;
  /** Changes how WeChat behaves from now on. */
  set(changed: Partial<IlinkSettings>): void;
  /** The address in what is sent to bots; the server sets it once it knows its port. */
  standsAt(origin: string): void;
}

export function openIlink(clock: WorldClock): Ilink {
  const settings = { ...usualSettings };
  let stands = "http://127.0.0.1";
  const accounts = openAccounts(clock, settings);
  const bindings = openBindings(clock, settings, accounts);
  const media = openMedia();
  const ids = openMessageIds();
  const phones = openPhones({ clock, settings, accounts, bindings, media, ids, origin: () => stands });
  return {
    settings,
    accounts,
    bindings,
    media,
    ids,
    phones,
    phone: (name) => phones.take(name),
    set: (changed) => void Object.assign(settings, changed),
    standsAt: (origin) => {
      stands = origin;
    },
  };
}
