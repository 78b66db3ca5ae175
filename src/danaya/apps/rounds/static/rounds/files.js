// A file over the limit is said so before it is sent; without script the server says it afterwards.
for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const said = document.createElement("p");
  said.className = "error";
  said.setAttribute("role", "alert");
  said.hidden = true;
  input.after(said);
  input.addEventListener("change", () => {
    const file = input.files[0];
    const over = file && file.size > Number(input.dataset.most);
    said.hidden = !over;
    said.textContent = over ? `${file.name} – ${input.dataset.over}` : "";
    if (over) input.value = "";
  });
}
