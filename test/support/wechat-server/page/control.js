/** Calls of the control interface. A refusal is shown and thrown. */

const fault = document.querySelector("#fault");
let timer;

export async function control(path, body) {
  const options = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`/_control/${path}`, options).then(
    (response) => response.json(),
    () => ({ error: "替身没有开着" }),
  );
  if (answer.error === undefined) return answer;
  show(answer.error);
  throw new Error(answer.error);
}

function show(words) {
  fault.textContent = words;
  fault.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => {
    fault.hidden = true;
  }, 4_000);
}

/** The bytes of a file that the person chooses, in base64; undefined when they choose none. */
export function chooseFile(accept) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve(undefined));
    input.addEventListener("change", () => {
      const [file] = input.files;
      const reader = new FileReader();
      reader.addEventListener("load", () => resolve({ name: file.name, base64: String(reader.result).split(",")[1] }));
      reader.readAsDataURL(file);
    });
    input.click();
  });
}
