import { z } from "zod";
import { readFieldKeys } from "./field-cipher/field-keys.ts";

export const roles = ["bot", "api", "jobs"] as const;
export type Role = (typeof roles)[number];

export const flag = z.enum(["true", "false"], "must be true or false").transform((word) => word === "true");
export const port = z
  .string()
  .refine((word) => /^\d{1,5}$/.test(word) && Number(word) <= 65_535, "must be a whole number from 0 to 65535")
  .transform(Number);
export const roleList = z
  .string()
  .transform((words) => words.split(",").map((word) => word.trim()))
  .pipe(z.array(z.enum(roles, `must be a list of ${roles.join(", ")}`)).nonempty());
/** Channels by name: of our own puppets, or of Wechaty packages. */
export const channelList = z
  .string()
  .transform((words) => words.split(",").map((word) => word.trim()))
  .pipe(
    z
      .array(z.string().regex(/^[A-Za-z0-9@/._-]+$/, "must be a list of channels: ilink, service, local, or names of Wechaty puppets"))
      .refine((names) => new Set(names).size === names.length, "must name each channel once"),
  );
export const moment = z.iso
  .datetime({ offset: true, error: "must be a time such as 2026-11-23T09:30:00+08:00" })
  .transform((word) => new Date(word));
/** Secrets travel in its URLs: without TLS only to this machine. */
export const wechatAddress = z
  .string()
  .regex(
    /^(https:\/\/[\w.-]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\]))(:\d{1,5})?\/?$/,
    "must begin with https:// (http:// only for 127.0.0.1)",
  )
  .transform((address) => address.replace(/\/$/, ""));

export const fieldKeys = z.string().transform((text, context) => {
  const keys = readFieldKeys(text);
  if (keys) return keys;
  context.addIssue("must be id:key,id:key with ids of small letters and digits, each key 32 bytes in base64 (openssl rand -base64 32)");
  return z.NEVER;
});
