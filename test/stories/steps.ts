import type { Phone, StationStory } from "../support/station.ts";

/** What a resident writes for an escort tomorrow at nine, complete in one message. */
export const escortTomorrow = "明天上午九点能派人陪我去区医院看病吗";

/** The states of a request, each reached from the one before by what people write. */
export function steps(story: StationStory, resident: Phone = story.resident) {
  const { coordinator, request } = story;
  const current = { code: "", helper: undefined as Phone | undefined };

  async function collecting(text = "能派人陪我去区医院看病吗"): Promise<string> {
    await resident.says(text);
    if (/要买什么/u.test(await resident.sees(/几点|哪天|对吗|要买什么/))) {
      await resident.says("两颗白菜");
      await resident.sees(/对吗/);
    }
    const open = await story.deps.db
      .collection("serviceRequests")
      .find({ requesterId: resident.person.id, isOpen: true })
      .sort({ createdAt: -1 })
      .limit(1)
      .toArray();
    current.code = String(open[0]?.code);
    return current.code;
  }

  async function submitted(text = escortTomorrow): Promise<string> {
    await collecting(text);
    await resident.says("对");
    await resident.sees(/记下了/);
    await story.settle();
    return current.code;
  }

  async function queued(text = escortTomorrow): Promise<string> {
    await submitted(text);
    await coordinator.says(`通过 ${current.code}`);
    await story.settle();
    return current.code;
  }

  async function offered(text = escortTomorrow): Promise<string> {
    await queued(text);
    await coordinator.says(`确认 ${current.code} 1`);
    await story.settle();
    return current.code;
  }

  async function accepted(text = escortTomorrow): Promise<string> {
    await offered(text);
    await acceptByNext();
    return current.code;
  }

  /** As many of those asked say yes as the request needs. */
  async function acceptByNext(): Promise<Phone> {
    const { offers, people } = await request(current.code);
    const open = offers.filter(({ status }) => status === "offered").slice(0, people);
    for (const { volunteerId } of open) {
      current.helper = await story.phone(volunteerId);
      await current.helper.says(`接 ${current.code}`);
      await story.settle();
    }
    if (!current.helper) throw new Error("nobody was asked");
    return current.helper;
  }

  async function inProgress(at = "2026-11-24T09:00", text = escortTomorrow): Promise<string> {
    await accepted(text);
    await story.advanceTo(at);
    for (const { volunteerId } of (await request(current.code)).assignments) {
      await (await story.phone(volunteerId)).says(`到了 ${current.code}`);
      await story.settle();
    }
    return current.code;
  }

  async function served(text = escortTomorrow): Promise<string> {
    await inProgress("2026-11-24T09:00", text);
    await story.advance({ hours: 2 });
    for (const { volunteerId } of (await request(current.code)).assignments) {
      const helper = await story.phone(volunteerId);
      await helper.says(`送到家了 完事了 ${current.code}`);
      await story.settle();
    }
    return current.code;
  }

  /** Somebody writes, and the station comes to rest. */
  async function say(phone: Phone, text: string): Promise<void> {
    await phone.says(text.replaceAll("#", current.code));
    await story.settle();
  }

  return { current, collecting, submitted, queued, offered, accepted, inProgress, served, acceptByNext, say };
}
