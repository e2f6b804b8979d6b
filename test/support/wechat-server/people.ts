import { randomBytes } from "node:crypto";
import type { WorldClock } from "./world-clock.ts";

/** Somebody who uses WeChat, as this one mini-program knows them. */
export interface Person {
  readonly openid: string;
  readonly unionid: string | undefined;
  /** WeChat itself keeps this person from logging in. */
  readonly isBlocked: boolean;
  /** When they last had the mini-program open; undefined before the first time. */
  visitedAt: number | undefined;
  /** The key of the last login. */
  sessionKey: string | undefined;
}

export interface NewPerson {
  readonly openid?: string | undefined;
  readonly unionid?: string | undefined;
  readonly isBlocked?: boolean | undefined;
}

export interface People {
  add(person?: NewPerson): Person;
  find(openid: string): Person | undefined;
  /** Opens the mini-program; adds the person when nobody has this openid. */
  visit(openid?: string): Person;
}

export function openPeople(clock: WorldClock): People {
  const people = new Map<string, Person>();
  const add = ({ openid = newOpenid(), unionid, isBlocked = false }: NewPerson = {}): Person => {
    const person: Person = { openid, unionid, isBlocked, visitedAt: undefined, sessionKey: undefined };
    people.set(openid, person);
    return person;
  };
  return {
    add,
    find: (openid) => people.get(openid),
    visit: (openid) => {
      const person = (openid === undefined ? undefined : people.get(openid)) ?? add({ openid });
      person.visitedAt = clock.now();
      return person;
    },
  };
}

const newOpenid = (): string => `o${randomBytes(20).toString("base64url").slice(0, 27)}`;
