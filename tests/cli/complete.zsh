# usage: zsh -f complete.zsh FUNCTIONS TEXT: types TEXT and a tab into an interactive zsh whose fpath has
# FUNCTIONS, and prints the line as it then stands.
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
say() { zpty -w shell "$1" }

# Reads until the shell said $1; leaves all that it said in $said.
await()
{
    local part
    said=
    while zpty -r shell part; do
        said+=$part
        [[ $said == *${~1}* ]] && return
    done
}

say 'PS1= PS2= RPS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp list_beep; unset zle_bracketed_paste'
say "fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; setopt no_auto_list no_auto_menu"
say 'show-line() { print -r -- "<<$BUFFER"">>"; BUFFER= }; zle -N show-line; bindkey "^X" show-line'
say 'echo REA""DY'
await READY
# ^X is handled after the tab, since the shell reads its keys in order.
zpty -w -n shell "$2"$'\t\x18'
await '<<*>>'
said=${said##*<<}
print -r -- "${said%%>>*}"
zpty -d shell
