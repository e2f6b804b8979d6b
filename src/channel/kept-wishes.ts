import type { BindingDeps } from "./ask-binding.ts";
import { bindingFields, bindingsOf, journaled } from "./binding.ts";

const longestWish = 500;
const mostWishes = 3;

/** Keeps what somebody asked for before we know who they are, so that nobody has to say it twice. The same message is kept once. */
export async function keepWish(
  deps: BindingDeps,
  bindingId: string,
  { messageId, text }: { readonly messageId: string; readonly text: string },
): Promise<void> {
  const row = { messageId, text: text.slice(0, longestWish), at: deps.clock.now() };
  const { wishes } = bindingFields.seal(deps.cipher, bindingId, { wishes: [row] });
  await bindingsOf(deps).updateOne(
    { _id: bindingId, "wishes.messageId": { $ne: messageId } },
    { $push: { wishes: { $each: wishes, $slice: -mostWishes } } },
    journaled,
  );
}
