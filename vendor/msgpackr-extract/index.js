throw Object.assign(new Error("native extraction is left out on purpose"), { code: "MODULE_NOT_FOUND" });
