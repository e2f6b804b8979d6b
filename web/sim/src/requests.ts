import { computed, ref, watch } from "vue";
import { AnswerError, findRequest, listRequests, type RequestLine, type RequestState } from "./interface.ts";
import type { Simulator } from "./simulator.ts";

/** Follows the open requests, and one of them closely: the one chosen, else the one that changed last. */
export function followRequests(simulator: Simulator) {
  const open = ref<readonly RequestLine[]>([]);
  const chosen = ref("");
  const request = ref<RequestState>();
  const note = ref("");
  const itemNames = new Map<string, string>();

  /** One that closed stays on show until another one changes. */
  const code = computed(() => chosen.value || open.value[0]?.code || request.value?.code || "");
  const itemName = computed(() => {
    const item = request.value?.item;
    return item ? (itemNames.get(item) ?? item) : "还不清楚要什么";
  });

  async function look(): Promise<void> {
    const wanted = chosen.value;
    try {
      const lines = await listRequests();
      for (const { item, itemName: name } of lines) if (item && name) itemNames.set(item, name);
      open.value = lines;
      const found = code.value === "" ? undefined : await findRequest(code.value);
      if (wanted !== chosen.value) return;
      request.value = found;
      note.value = "";
    } catch (error) {
      if (!(error instanceof AnswerError) || wanted !== chosen.value) return;
      if (error.status === 404) request.value = undefined;
      note.value = error.status === 404 ? `没有找到 ${wanted}` : "";
    }
  }
  watch([simulator.requestNews, chosen], () => void look(), { immediate: true });

  return { open, chosen, request, note, code, itemName };
}
