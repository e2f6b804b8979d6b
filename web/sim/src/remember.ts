import { reactive, type UnwrapNestedRefs, watch } from "vue";

/** An object kept by the browser between visits; fields that are missing there start as in `initial`. */
export function remember<State extends object>(name: string, initial: State): UnwrapNestedRefs<State> {
  const key = `yimi-sim:${name}`;
  const state = reactive({ ...initial, ...read(key) }) as UnwrapNestedRefs<State>;
  watch(state, (value) => localStorage.setItem(key, JSON.stringify(value)), { deep: true });
  return state;
}

function read(key: string): object {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as object;
  } catch {
    return {};
  }
}
